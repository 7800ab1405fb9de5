import { type Visitor, visitor } from './portal-visitor.ts'

/** Who logs in to the console of the demo. */
export const usernames = { administrator: 'astrid', support: 'stian', auditor: 'rigmor', nobody: 'gunnar' }

export type Role = Exclude<keyof typeof usernames, 'nobody'>

export const roles = ['administrator', 'support', 'auditor'] as const satisfies readonly Role[]

export type OperatorVisitor = Visitor & {
  /** Logs in as whoever has this role, from the page that asks for the login; gives the page that she came for. */
  readonly logInAs: (role: keyof typeof usernames, path?: string) => ReturnType<Visitor['open']>
}

/** An operator at a browser without scripts. */
export function operatorVisitor(managementUrl: string): OperatorVisitor {
  const browser = visitor(managementUrl, 'https://nowhere.example/')
  return {
    ...browser,
    logInAs: async (role, path = '/console') =>
      browser.submit(await browser.open(path), { username: usernames[role], outcome: 'login' }),
  }
}
