import { utcText } from '../text/utc-text.ts'
import { isUntilFurtherNotice, type RegisteredRight } from './party-right.ts'

/** What is said of a right between its parties, in the words in which rights are written. */
export const writtenRight = ({ resource, action, kind, source, validity, document }: RegisteredRight) => ({
  resource,
  action,
  kind,
  source,
  valid_from: utcText(validity.from),
  ...(!isUntilFurtherNotice(validity) && { valid_to: utcText(validity.to) }),
  ...(document?.name !== undefined && { document_name: document.name }),
  ...(document?.sha256 !== undefined && { document_sha256: document.sha256 }),
  ...(document?.reference !== undefined && { document_reference: document.reference }),
})

/** When and by whom it was registered and ended, as far as that is known and has happened. */
export const writtenHistory = ({ registered, ended }: RegisteredRight) => ({
  ...(registered && { registered_at: utcText(registered.at), registered_by: registered.by }),
  ...(ended && { ended_at: utcText(ended.at), ended_by: ended.by, ended_how: ended.how }),
})
