import type { z } from 'zod'

/** One row of the configuration table. */
export interface Setting<T = unknown> {
  /** From the text of the variable; its messages must never repeat a secret. */
  readonly schema: z.ZodType<T, string>
  /** The text used when the variable is not set; `undefined` leaves the setting without a value. */
  readonly byDefault: string | undefined
  readonly meaning: string
  /** Never printed, and readable from a file named by `<VARIABLE>_FILE`. */
  readonly secret: boolean
}

type Rest = Omit<Setting, 'schema' | 'byDefault'>

export const setting = <T, D extends string | undefined>(
  schema: z.ZodType<T, string>,
  byDefault: D,
  meaning: string,
): Setting<T> & { readonly byDefault: D } & Rest => ({ schema, byDefault, meaning, secret: false })

export const secret = <T>(
  schema: z.ZodType<T, string>,
  meaning: string,
): Setting<T> & { readonly byDefault: undefined } & Rest => ({
  schema,
  byDefault: undefined,
  meaning,
  secret: true,
})
