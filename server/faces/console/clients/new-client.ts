import { z } from 'zod'
import type { ClientPreset } from '../../../ports/registry/client-rules.ts'

const line = z.string().trim().max(500).default('')
const lines = z.string().max(20_000).default('')

/** A new client as its form has it. What the desk makes of it is said on the form. */
export const NewClient = z.strictObject({
  csrf: z.string().optional(),
  act: z.literal('add'),
  preset: z.string().max(200),
  id: line,
  name: line,
  orgno: line,
  owner: line,
  redirect_uris: lines,
  audiences: lines,
  scopes: lines,
  purposes: lines,
  resource_server_for: line,
  keys: lines,
  contact: line,
  notice: line,
})

export type NewClient = z.infer<typeof NewClient>

const wordsIn = (text: string): readonly string[] => text.split(/\s+/).filter(word => word !== '')

/** The entry of the declarative file that the form means; `undefined` for keys that are no JSON. */
export function entryOf(
  form: NewClient,
  preset: ClientPreset,
): Readonly<Record<string, unknown>> | undefined {
  const keys = keysIn(form.keys)
  if (keys === undefined) return undefined
  const lists = { ...asked(form, preset), keys: keys.length > 0 ? keys : undefined }
  const privacy = { contact: form.contact || undefined, notice: form.notice || undefined }
  return withoutNothing({
    id: form.id,
    name: form.name,
    owner: { orgno: form.orgno.replaceAll(' ', ''), name: form.owner },
    ...preset.entry,
    ...lists,
    privacy: privacy.contact || privacy.notice ? withoutNothing(privacy) : undefined,
  })
}

const asked = (form: NewClient, { asks }: ClientPreset) => ({
  redirect_uris: asks.includes('redirect_uris') ? wordsIn(form.redirect_uris) : undefined,
  audiences: asks.includes('audiences') ? wordsIn(form.audiences) : undefined,
  scopes: asks.includes('scopes') ? wordsIn(form.scopes) : undefined,
  purposes: asks.includes('purposes') ? wordsIn(form.purposes) : undefined,
  resource_server_for: asks.includes('resource_server_for') ? form.resource_server_for : undefined,
})

function keysIn(text: string): readonly unknown[] | undefined {
  if (text.trim() === '') return []
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read !== 'object' || read === null) return undefined
    if ('keys' in read && Array.isArray(read.keys)) return read.keys
    return Array.isArray(read) ? read : [read]
  } catch {
    return undefined
  }
}

const withoutNothing = (members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
