import type { Purpose } from '../domain/requests/purpose.ts'
import type { PageRenderer } from '../ports/page-renderer.ts'

/** What writes of a consent, or of a power of attorney where the purpose says that it is one. */
export const writerOf = (
  renderer: Pick<PageRenderer, 'text' | 'ofAuthority'>,
  purpose: Pick<Purpose, 'isPowerOfAttorney'> | undefined,
): Pick<PageRenderer, 'text'> => (purpose?.isPowerOfAttorney ? renderer.ofAuthority : renderer)
