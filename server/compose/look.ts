import { etaPageRenderer } from '../../adapters/eta/page-renderer.ts'
import type { Config } from '../config/config.ts'
import { readOperatorFiles } from '../config/operator-files.ts'
import { type Assets, loadAssets } from '../http/pages/assets.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'

/** The pages' templates and files in the operator's name, words and colours. */
export function openLook(config: Config): { readonly assets: Assets; readonly renderer: PageRenderer } {
  const { operatorName, operator, notices } = config
  const { logo, texts } = readOperatorFiles(config)
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
