import type { LoginLevel } from '../requests/purpose.ts'
import type { LocalizedText } from '../text/text.ts'

/** Resource type of scopes that are about consent resources, as it stands in every stored scope. */
export const consentResourceType = 'altinn-resource'

/** One thing that the asker says of what it asks for. */
export interface Parameter {
  readonly optional: boolean
  /** What people call it; absent in what was registered before it was asked for. */
  readonly name?: LocalizedText | undefined
  /** What a value means, where values are codes. */
  readonly values?: Readonly<Record<string, LocalizedText>> | undefined
}

/** Something that consent can be asked for, with its words and its rules. */
export interface ConsentResource {
  readonly id: string
  /** Raised on every change; a request keeps the version it was put with. */
  readonly version: number
  readonly title: LocalizedText
  readonly description: LocalizedText
  /** `Consent`; resources of other types cannot be asked for. */
  readonly type: string
  readonly owner: { readonly orgno: string; readonly name: string; readonly code: string }
  /** What it is used for, in its owner's words and in place of the template's. */
  readonly purpose?: LocalizedText | undefined
  /** Id of its template. */
  readonly template: string
  /** Markdown with `{key}` where the asker's metadata goes. */
  readonly text: LocalizedText
  /** What the asker must say when asking, by lower-case key. */
  readonly metadata: Readonly<Record<string, Parameter>>
  readonly isOneTime: boolean
  /** Organization numbers of those who may ask; everybody when absent. */
  readonly askers?: readonly string[] | undefined
  /** Whether persons may give it for themselves, and organizations through those who may act for them. */
  readonly givers: { readonly persons: boolean; readonly organizations: boolean }
  readonly loginLevel: LoginLevel
}
