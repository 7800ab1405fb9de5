import { settings, type Variable } from './settings.ts'

/** The table of settings as Markdown, for people. */
export const configurationReference = (): string => `# Configuration

Every setting is an environment variable, read once at the start. This page is generated from
[settings/settings.ts](settings/settings.ts) by \`npm run docs\`; do not edit it.

- An empty variable counts as not set. An unknown variable that begins with \`SAMTYKKE_\` is refused.
- A secret may stand in a file instead: \`<VARIABLE>_FILE\` names it.
- Variables \`SAMTYKKE_<FACE>_*\` (or \`…_FILE\`) belong to a face: see \`settings.ts\` in its folder below [faces](../faces).
- In \`demo\` and \`test\` missing secrets are made once and kept in \`secrets.json\` in the data directory.
- In \`production\` the server refuses to start on what is missing or weak, and says which setting and what to do.

| variable | default | meaning |
|---|---|---|
${Object.keys(settings)
  .map(name => row(name as Variable))
  .join('\n')}
`

function row(name: Variable): string {
  const { byDefault, meaning, secret } = settings[name]
  const shown = byDefault === undefined ? '' : `\`${byDefault}\``
  return `| \`${name}\` | ${shown} | ${secret ? '*Secret.* ' : ''}${meaning} |`
}
