import { PdfSyntaxError } from '../../common/pdf-syntax-error.ts'
import { ofKind, type PdfReference, type PdfValue } from '../../common/pdf-value.ts'
import { appended, type Change } from './change.ts'
import { changedKeys } from './same-value.ts'

const mayChange = new Set(['AcroForm', 'DSS', 'Extensions', 'Metadata', 'Version'])

/**
 * The fields that a revision added to the form. Throws `PdfSyntaxError` for other changes of the catalog, save of the
 * entries that are judged by themselves.
 */
export function fieldsAdded(change: Change): PdfReference[] {
  const [was, is] = [change.before.dictionary(change.before.root), change.after.dictionary(change.after.root)]
  if (!was || !is || change.before.root.number !== change.after.root.number)
    throw new PdfSyntaxError('Another catalog')
  const wrong = changedKeys(was, is).find(key => !mayChange.has(key))
  if (wrong !== undefined) throw new PdfSyntaxError(`The catalog's ${wrong} changed`)
  return fieldsAddedTo(change, [was.entries.get('AcroForm'), is.entries.get('AcroForm')])
}

function fieldsAddedTo(change: Change, [was, is]: readonly [Form, Form]): PdfReference[] {
  const [before, after] = [change.before.dictionary(was), change.after.dictionary(is)]
  if (!before || !after) throw new PdfSyntaxError('The form is gone')
  for (const key of changedKeys(before, after)) {
    const value = after.entries.get(key)
    const isSigned = key === 'Fields' || (key === 'SigFlags' && value === 3)
    const isStyle = !before.entries.has(key) && styles[key]?.(change.after.resolve(value)) === true
    if (!isSigned && !isStyle) throw new PdfSyntaxError(`The form's ${key} changed`)
  }
  return appended(change, [before.entries.get('Fields'), after.entries.get('Fields')])
}

/** What a form that had none may get for the look of its signatures. */
const styles: Readonly<Record<string, (value: PdfValue | undefined) => boolean>> = {
  DR: value => ofKind(value, 'dictionary') !== undefined,
  DA: value => ofKind(value, 'string') !== undefined,
}

type Form = PdfValue | undefined
