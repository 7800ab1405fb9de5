import type { ConsentResource, Parameter } from '../../../domain/registry/consent-resource.ts'
import type { Language } from '../../../domain/text/text.ts'
import type { PageRenderer } from '../../../ports/page-renderer.ts'

type Tools = Pick<PageRenderer, 'text'>

interface Parameters {
  /** Absent when it was never registered. */
  readonly resource: Pick<ConsentResource, 'metadata'> | undefined
  /** By the asker's spelling of the keys. */
  readonly said: Readonly<Record<string, string>>
}

/** What the asker says, each as a person reads it: `inntektsår: 2025`. Never a key: what has no name is told without one. */
export const parametersInWords = (
  { text }: Tools,
  { resource, said }: Parameters,
  language: Language,
): readonly string[] =>
  Object.entries(said).map(([key, sent]) => {
    const parameter = parameterOf(resource, key)
    const value = inWords(parameter, sent, language)
    const name = parameter?.name?.[language]
    return name === undefined ? text('altinn.parameter.unnamed', language, { value }) : `${name}: ${value}`
  })

/** What stands for each key in the text of a resource, also for what the asker has not said. */
export function fillings(
  { text }: Tools,
  { resource, said }: Parameters,
  language: Language,
): Readonly<Record<string, string>> {
  const keys = Object.keys(resource?.metadata ?? {})
  const unsaid = keys.map(key => [key, text('altinn.parameter.unsaid', language)])
  const filled = Object.entries(said).map(([key, sent]) => [
    key.toLowerCase(),
    inWords(parameterOf(resource, key), sent, language),
  ])
  return Object.fromEntries([...unsaid, ...filled])
}

/** The registry's keys are in lower case. */
function parameterOf(resource: Parameters['resource'], key: string): Parameter | undefined {
  const { metadata = {} } = resource ?? {}
  const known = key.toLowerCase()
  return Object.hasOwn(metadata, known) ? metadata[known] : undefined
}

function inWords(parameter: Parameter | undefined, sent: string, language: Language): string {
  const { values = {} } = parameter ?? {}
  return (Object.hasOwn(values, sent) ? values[sent]?.[language] : undefined) ?? sent
}
