import { etaPageRenderer } from '../../adapters/eta/page-renderer.ts'
import { ownTexts, type TextChanges, textFindings } from '../../adapters/eta/texts.ts'
import type { Config } from '../config/config.ts'
import { readOperatorFiles } from '../config/operator-files.ts'
import { ConfigError } from '../config/settings/config-error.ts'
import { type Assets, loadAssets } from '../http/pages/assets.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'

/**
 * The pages' templates and files in the operator's name, words and colours. Throws a `ConfigError` for files that cannot be
 * used, and for words that drop what ours say.
 */
export function openLook(config: Config): { readonly assets: Assets; readonly renderer: PageRenderer } {
  const { operatorName, operator, notices } = config
  const { logo, texts } = readOperatorFiles(config)
  assertFit(texts)
  const assets = loadAssets({ logo, color: operator.color })
  const renderer = etaPageRenderer({
    operatorName,
    operatorContact: operator.contact,
    statementUrl: operator.statementUrl,
    offersNotices: notices !== undefined,
    texts,
    ...assets,
  })
  return { assets, renderer }
}

function assertFit(texts: TextChanges): void {
  const findings = textFindings(ownTexts(), texts)
  if (findings.length === 0) return
  throw new ConfigError(findings.map(finding => `SAMTYKKE_OPERATOR_TEXTS_FILE: ${finding}`))
}
