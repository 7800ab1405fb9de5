import { z } from 'zod'
import { osloTime } from './time.ts'

/** JSON:API: what one thing points at. */
export interface Linkage {
  readonly data: { readonly type: string; readonly id: string }
  readonly links?: { readonly self: string }
}

export const toOne = (type: string, id: string, self?: string): Linkage => ({
  data: { type, id },
  ...(self !== undefined && { links: { self } }),
})

/** An answer about one thing, or about all there are. */
export const answerDocument = <Data>(data: Data, { self, at }: { self: string; at: Date }) => ({
  data,
  links: { self },
  meta: { createdAt: osloTime(at) },
})

export const Self = z.object({ self: z.string().describe('Path of the thing') }).describe('Links')

export const Answered = z
  .object({ createdAt: z.string().describe('ISO 8601 in Norwegian time') })
  .describe('About the answer')

export const Party = z
  .object({
    data: z
      .object({
        type: z.string().describe('Organization, OrganizationEntity or Person'),
        id: z.string().describe('Organization number, GLN or an id of the person'),
      })
      .describe('The party'),
  })
  .describe('A party')

/** The document about one thing. */
export const documentOf = <Resource extends z.ZodType>(resource: Resource, what: string) =>
  z.object({ data: resource.describe(what), links: Self, meta: Answered })

/** Attributes of a thing, its times among them. */
export const attributes = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object(shape).describe('Times are ISO 8601 in Norwegian time, to the second')

export const Linked = z
  .object({
    data: z
      .object({ type: z.string().describe('What it is'), id: z.string().describe('Its id') })
      .describe('The thing'),
    links: Self.optional().describe('Where it is'),
  })
  .describe('Another thing')
