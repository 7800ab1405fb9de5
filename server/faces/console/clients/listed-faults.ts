import { isRefused } from '../../../domain/problem.ts'

const codes = ['registry.malformed', 'client.exists', 'version.stale'] as const

/** What the desk found wrong with an entry, a line each, to be shown beside it. Everything else is thrown on. */
export function listedFaults(error: unknown): readonly string[] {
  for (const code of codes) if (isRefused(error, code)) return error.message.split('\n')
  throw error
}
