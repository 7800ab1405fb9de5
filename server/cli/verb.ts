import { Command } from 'commander'
import type { AuditEntry } from '../domain/audit/audit-entry.ts'
import type { Storage } from './storage.ts'

/** What a verb answers: the same thing for programs and for people. */
export interface Answer {
  readonly json: unknown
  readonly text: string
  /** What is said to people beside the answer; programs have it in the answer. */
  readonly aside?: string
  /** What it changed or was refused, beside what is on record already; `undefined` for what only shows something. */
  readonly acts?: readonly AuditEntry[]
  /** 0 unless said. */
  readonly exitCode?: number
}

export interface Tools {
  /** Opens the storage for one piece of work and closes it, whatever happens. What is done there, `operator` does. */
  withStorage<T>(work: (storage: Storage) => Promise<T>, operator?: Operator): Promise<T>
  print(answer: Answer, json: boolean): void
}

/** Who asks for something, and why. */
export interface Operator {
  readonly actor: string
  readonly reason: string | undefined
}

/** A command of one name with `--json`, as every verb has it. */
export function verb(usage: string, summary: string): Command {
  const [name, ...positions] = usage.split(' ')
  const command = new Command(name).description(summary).option('--json', 'print one JSON document')
  for (const position of positions) command.argument(position)
  return command
}

/** A verb's options as commander gives them. */
export type Options = Readonly<Record<string, string | string[] | boolean | undefined>>

/** Collects an option that may be given several times. */
export const repeated = (value: string, before: readonly string[] = []): string[] => [...before, value]
