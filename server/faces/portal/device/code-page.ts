import type { PageReply } from '../../../http/pages/pages.ts'
import { codePath } from './paths.ts'

interface Typed {
  readonly code: string
  /** Whether nothing waits under it. */
  readonly isUnknown?: boolean
}

/** The form for the code, with what was typed. */
export const codePage = ({ code, isUnknown = false }: Typed): PageReply => ({
  view: 'device-code',
  status: isUnknown ? 400 : 200,
  model: { action: codePath, code, fault: isUnknown },
})
