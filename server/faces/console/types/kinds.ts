import { z } from 'zod'
import type { EntryKind } from '../../../domain/registry/entry-kind.ts'

/** What of the registry is written in the console. */
export const kindsHere = [
  'purpose',
  'consent_template',
  'consent_resource',
  'resource',
  'authorization_details_type',
] as const satisfies readonly EntryKind[]

export type KindHere = (typeof kindsHere)[number]

export const typesPath = '/console/types'

export const newTypePath = '/console/new-type'

export const typePath = ({ kind, id }: OfType): string => `${typesPath}/${kind}/${encodeURIComponent(id)}`

export const draftPath = (of: OfType): string => `${typePath(of)}/draft`

export const pagesPath = (of: OfType): string => `${typePath(of)}/pages`

export const OfType = z.object({ kind: z.enum(kindsHere), id: z.string().min(1).max(300) })

export type OfType = z.infer<typeof OfType>

export const OfKind = z.object({ kind: z.enum(kindsHere).default('purpose') })
