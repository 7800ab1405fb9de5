import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { ConfigError } from './settings/config-error.ts'
import type { Config } from './config.ts'

/** What the operator's files hold. */
export interface OperatorFiles {
  /** Of at most 100 KB. */
  readonly logo: { readonly type: 'image/svg+xml' | 'image/png'; readonly bytes: Buffer } | undefined
  /** By language and key, in place of ours. */
  readonly texts: Readonly<Partial<Record<'nb' | 'nn' | 'en', Readonly<Record<string, string>>>>>
}

const largestLogo = 100_000

/** The files that the configuration names. Throws a `ConfigError`. */
export const readOperatorFiles = ({
  operator: { logoFile, textsFile },
}: Pick<Config, 'operator'>): OperatorFiles => ({
  logo: logoFile === undefined ? undefined : toLogo(read('SAMTYKKE_OPERATOR_LOGO_FILE', logoFile)),
  texts: textsFile === undefined ? {} : toTexts(read('SAMTYKKE_OPERATOR_TEXTS_FILE', textsFile)),
})

function read(variable: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new ConfigError([`${variable} names a file that cannot be read`])
  }
}

function toLogo(bytes: Buffer): NonNullable<OperatorFiles['logo']> {
  const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG'
  const isSvg = bytes.includes('<svg')
  if (bytes.length > largestLogo || (!isPng && !isSvg))
    throw new ConfigError(['SAMTYKKE_OPERATOR_LOGO_FILE must be an SVG or PNG of at most 100 KB'])
  return { type: isPng ? 'image/png' : 'image/svg+xml', bytes }
}

const Texts = z.record(z.string(), z.record(z.string(), z.string()))

function toTexts(bytes: Buffer): OperatorFiles['texts'] {
  const parsed = Texts.safeParse(jsonIn(bytes))
  if (parsed.success) return parsed.data
  throw new ConfigError(['SAMTYKKE_OPERATOR_TEXTS_FILE must be JSON: {"nb": {"<key>": "<text>"}, …}'])
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
