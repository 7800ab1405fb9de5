import { readFileSync } from 'node:fs'
import { etaPageRenderer } from '../../adapters/eta/page-renderer.ts'
import type { TextChanges } from '../../adapters/eta/texts.ts'
import { ConfigError } from '../config/config-error.ts'
import type { Config } from '../config/config.ts'
import { type Assets, loadAssets } from '../http/assets.ts'
import type { OperatorLook } from '../http/operator-look.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'

/** The pages' templates and files in the operator's name, words and colours. */
export function openLook(config: Config): { readonly assets: Assets; readonly renderer: PageRenderer } {
  const { texts, ...look } = operatorLook(config)
  const assets = loadAssets(look)
  const renderer = etaPageRenderer({
    operatorName: config.operatorName,
    operatorContact: config.operator.contact,
    statementUrl: config.operator.statementUrl,
    offersNotices: config.notices !== undefined,
    texts,
    ...assets,
  })
  return { assets, renderer }
}

const largestLogo = 100_000

/** The operator's logo, colour and words, from the files that the configuration names. Throws a `ConfigError`. */
export function operatorLook({
  operator,
}: Pick<Config, 'operator'>): OperatorLook & { readonly texts: TextChanges } {
  const { logoFile, color, textsFile } = operator
  return {
    logo: logoFile === undefined ? undefined : toLogo(read('SAMTYKKE_OPERATOR_LOGO_FILE', logoFile)),
    color,
    texts: textsFile === undefined ? {} : toTexts(read('SAMTYKKE_OPERATOR_TEXTS_FILE', textsFile)),
  }
}

function read(variable: string, path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new ConfigError([`${variable} names a file that cannot be read`])
  }
}

function toLogo(bytes: Buffer): NonNullable<OperatorLook['logo']> {
  const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG'
  const isSvg = bytes.includes('<svg')
  if (bytes.length > largestLogo || (!isPng && !isSvg))
    throw new ConfigError(['SAMTYKKE_OPERATOR_LOGO_FILE must be an SVG or PNG of at most 100 KB'])
  return { type: isPng ? 'image/png' : 'image/svg+xml', bytes }
}

function toTexts(bytes: Buffer): TextChanges {
  try {
    return JSON.parse(bytes.toString('utf8')) as TextChanges
  } catch {
    throw new ConfigError(['SAMTYKKE_OPERATOR_TEXTS_FILE must be JSON: {"nb": {"<key>": "<text>"}, …}'])
  }
}
