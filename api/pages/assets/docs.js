// Swagger UI fills every field with its example, so that a first "Execute" would ask for all of them
// at once and find nothing. Here the example of a filter stands in its sentence instead.
async function start() {
  const spec = await (await fetch("openapi.json")).json();
  const operations = Object.values(spec.paths).flatMap((path) => Object.values(path));
  const written = operations.flatMap((operation) => operation.parameters ?? []);
  for (const parameter of [...Object.values(spec.components.parameters), ...written]) {
    if (parameter.in === "query" && !parameter.required) {
      const example = [parameter.example ?? []].flat().join(",");
      if (example) parameter.description += ` Example: \`${example}\``;
      delete parameter.example;
      delete parameter.schema.examples;
    }
  }
  SwaggerUIBundle({
    spec,
    dom_id: "#docs",
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    tryItOutEnabled: true,
    validatorUrl: null,
  });
}

start();
