import { Problem } from '../../../domain/problem.ts'
import type { RawRequest } from '../../../http/api/api.ts'
import { assertFileHeaders, isFile } from '../documents/file-headers.ts'
import type { Settings } from '../settings.ts'

export const jsonApi = 'application/vnd.api+json'

interface Range {
  readonly name: string
  readonly weight: number
}

/** In which of the two media types the caller takes JSON; `undefined` when in neither. */
export function acceptedMediaType(
  { headers }: Pick<RawRequest, 'headers'>,
  { answerMediaType }: Pick<Settings, 'answerMediaType'>,
): string | undefined {
  const accept = String(headers.accept ?? '').trim()
  if (accept === '') return answerMediaType
  const wanted = ranges(accept).find(({ name }) => readable.has(name))?.name
  return wanted?.includes('*') ? answerMediaType : wanted
}

const readable: ReadonlySet<string> = new Set([jsonApi, 'application/json', 'application/*', '*/*'])

/** The media ranges of an `Accept` header, the most wanted first, without those that are refused. */
const ranges = (accept: string): readonly Range[] =>
  accept
    .split(',')
    .map(toRange)
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)

function toRange(text: string): Range {
  const [name = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase())
  const weight = parameters.find(parameter => parameter.startsWith('q='))?.slice(2)
  return { name, weight: weight === undefined ? 1 : Number(weight) || 0 }
}

/** Throws `request.not-acceptable`. Files have rules of their own. */
export function assertAcceptable(request: RawRequest, settings: Settings): void {
  if (isFile(request)) assertFileHeaders(request)
  else if (acceptedMediaType(request, settings) === undefined) {
    throw new Problem('request.not-acceptable', `Answers are ${jsonApi} or application/json`)
  }
}
