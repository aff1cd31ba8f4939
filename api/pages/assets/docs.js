// Swagger UI would fill every field with its example, ask for all of them at once, and find nothing. Here the
// fields are filled from the address to try (`x-try`) that the description gives for each operation, and what all
// operations have in common is left to /reference: failures, and filters that leave out or ask whether a value is known.
const RARE = /__(not|isnull)$/;

const referred = (spec, one) => (one.$ref ? spec.components.parameters[one.$ref.split("/").pop()] : one);

function fill(parameter, tried) {
  const { example, ...filled } = structuredClone(parameter);
  if (filled.in !== "query") return { ...filled, example };
  delete filled.schema.examples;
  const value = tried.get(filled.name);
  if (value === null) {
    const words = [example ?? []].flat().join(",");
    return words ? { ...filled, description: `${filled.description} Example: \`${words}\`` } : filled;
  }
  const isList = filled.schema.type === "array" || /List$/.test(filled.schema.$ref ?? "");
  return { ...filled, example: isList ? value.split(",") : value };
}

function asTried(spec, operation) {
  const tried = new URL(operation["x-try"] ?? "/", location.origin).searchParams;
  const parameters = (operation.parameters ?? []).map((one) => referred(spec, one));
  const shown = parameters.filter((one) => !RARE.test(one.name) || tried.has(one.name));
  const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith("2"));
  return {
    ...operation,
    parameters: shown.map((one) => fill(one, tried)),
    responses: Object.fromEntries(answers),
  };
}

function follow(scheme) {
  document.documentElement.classList.toggle("dark-mode", scheme.matches);
}

async function start() {
  const spec = await (await fetch("openapi.json")).json();
  for (const path of Object.values(spec.paths)) {
    for (const method of Object.keys(path)) path[method] = asTried(spec, path[method]);
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  follow(dark);
  dark.addEventListener("change", follow);
  SwaggerUIBundle({
    spec,
    dom_id: "#docs",
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: -1,
    tryItOutEnabled: true,
    validatorUrl: null,
  });
}

start();
