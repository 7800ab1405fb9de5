import { z } from 'zod'

export const localized = z
  .strictObject({ nb: z.string().min(1), nn: z.string().min(1), en: z.string().min(1) })
  .describe('One text in bokmål, nynorsk and English')

const seconds = { s: 1, m: 60, h: 3600, d: 86400 } as const

export const duration = z
  .string('must be a duration like 10m, 8h or 30d')
  .regex(/^[1-9][0-9]{0,5}[smhd]$/, 'must be a duration like 10m, 8h or 30d')
  .describe('A duration: a number and s, m, h or d')

/** Seconds of a duration like `30d`. */
export const toSeconds = (value: string): number =>
  Number(value.slice(0, -1)) * seconds[value.at(-1) as keyof typeof seconds]

export const scopeValue = z
  .string()
  .regex(/^[\x21\x23-\x5B\x5D-\x7E]{1,200}$/, 'must be a scope value (RFC 6749 section 3.3)')

export const orgno = z
  .string('must be nine digits (in YAML within quotes)')
  .regex(/^[0-9]{9}$/, 'must be nine digits (in YAML within quotes)')
  .describe('Organization number')

export const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be letters, digits, dots, dashes or underscores')
