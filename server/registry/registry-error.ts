/** Everything that is wrong with a declarative file, one line each: `file:line: path: what`. */
export class RegistryError extends Error {
  constructor(findings: readonly string[]) {
    super(findings.join('\n'))
    this.name = 'RegistryError'
  }
}
