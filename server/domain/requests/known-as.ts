/** Names the annotation that holds it. */
const knownAsKey = 'asker:known-as'

type Annotations = Readonly<Record<string, string>>

/** Who asks, by its registered name, and by the one that its client is registered with. */
export interface KnownAsker {
  readonly name: string
  readonly knownAs?: string | undefined
}

/** How a request keeps the name that people know its asker by, where that is not the registered one. */
export const keptKnownAs = ({ name, knownAs = name }: KnownAsker): Annotations =>
  isOther(knownAs, name) ? { [knownAsKey]: knownAs } : {}

/** Whether a name says anything beside the registered one: registers write in capitals. */
export const isOther = (name: string, registered: string): boolean =>
  name.trim() !== '' && name.trim().toLowerCase() !== registered.trim().toLowerCase()

/** The name that people know the asker by, of a request or the grant it gave; absent where it is the registered one. */
export const knownAsOf = ({ annotations }: { readonly annotations: Annotations }): string | undefined =>
  annotations[knownAsKey]
