// A program over the generated types: it lists missions through all pages. It is compiled, never run.
import type { components, operations, paths } from "./schema";

type Mission = components["schemas"]["Mission"];
type Problem = components["schemas"]["Problem"];
type Asked = NonNullable<operations["list_missions"]["parameters"]["query"]>;
type Page = paths["/v1/missions"]["get"]["responses"][200]["content"]["application/json"];

const asked: Asked = { kind: ["peacekeeping_operation"], sort: ["-started"], limit: 10 };

// @ts-expect-error: `kind` is a closed list, and the types know it.
export const misspelt: Asked = { kind: ["peace_keeping"] };

// @ts-expect-error: `ended` may be null, and the types do not let one forget it.
export const lengthOfEnd = (mission: Mission): number => mission.ended.length;

export function years(mission: Mission): string {
  const begun = mission.started === null ? "?" : mission.started.slice(0, 4);
  return mission.ended === null ? `${begun}–` : `${begun}–${mission.ended.slice(0, 4)}`;
}

export async function listMissions(service: string): Promise<string[]> {
  const found: string[] = [];
  const kinds = (asked.kind ?? []).join(",");
  let next: string | null = `/v1/missions?kind=${kinds}&limit=${asked.limit}`;
  while (next !== null) {
    const response: Response = await fetch(service + next);
    if (!response.ok) throw new Error(((await response.json()) as Problem).detail);
    const page = (await response.json()) as Page;
    found.push(...page.data.map((mission) => `${mission.name}, ${years(mission)}`));
    next = page.links.next;
  }
  return found;
}
