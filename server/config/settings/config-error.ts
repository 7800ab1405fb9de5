/** What is wrong with the configuration, one line for each setting, none of them holding a value. */
export class ConfigError extends Error {
  readonly findings: readonly string[]

  constructor(findings: readonly string[]) {
    super(`The configuration cannot be used:${findings.length === 1 ? ' ' : '\n  '}${findings.join('\n  ')}`)
    this.name = 'ConfigError'
    this.findings = findings
  }
}
