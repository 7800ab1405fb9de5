import { z } from 'zod'
import type { AdminTools } from '../admin-tools.ts'

export type Kind = keyof AdminTools['entrySchemas']

export type EntryBody = Record<string, unknown>

/** An entry of the declarative file, described by its schema there; the registry says what is wrong with one. */
export const entryOf = (kind: Kind) =>
  z.record(z.string(), z.unknown()).meta({ $ref: `#/components/schemas/${kind}` })
