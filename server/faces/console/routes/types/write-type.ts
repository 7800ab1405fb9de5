import { z } from 'zod'
import { mayDo, type Operator } from '../../../../domain/operators/operator.ts'
import { isRefused } from '../../../../domain/problem.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleForm } from '../../page/console-form.ts'
import { consolePage } from '../../page/console-page.ts'
import { jsonIn } from '../../page/json-in.ts'
import { addressed } from '../../page/queries.ts'
import { type Written, writtenHere, writtenMeanwhile } from '../../types/draft-here.ts'
import { fieldsIn, filledIn } from '../../types/entry-form.ts'
import { fieldsOf } from '../../types/fields.ts'
import { draftPath, OfType, pagesPath, typePath } from '../../types/kinds.ts'
import { asJson, nameOf, shownChange, shownFaults, shownHints } from '../../types/shown.ts'

const Query = z.object({ as: z.literal('json').optional() })

type Query = z.infer<typeof Query>

const Count = z.coerce.number().int().min(0)

const Form = z
  .object({
    csrf: z.string().optional(),
    act: z.literal('save'),
    base: Count,
    revision: Count,
    /** The whole entry, where it is written as such; elsewhere a member for each field. */
    entry: z.string().max(100_000).optional(),
  })
  .catchall(z.string().max(20_000))

type Form = z.infer<typeof Form>

const path = '/console/types/:kind/:id/draft'

/** An entry is written here, by a form where its kind has one, and always as it is in the declarative file. */
export const writeType = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage<OfType, Query>(tools, {
    path,
    params: OfType,
    query: Query,
    duty: 'registry.read',
    section: 'types',
    handle: async ({ params: of, query: { as }, language }, operator) => {
      const written = await writtenHere(tools, { operator, ...of })
      const isForm = as === undefined && of.kind in fieldsOf
      return page({ of, operator, written, isForm, name: nameOf(written.entry, of.id, language) })
    },
  }),
  consoleForm<OfType, Form>(tools, {
    path,
    params: OfType,
    form: Form,
    duty: 'registry.draft',
    section: 'types',
    back: ({ params }) => draftPath(params),
    handle: async ({ params: of, form, url, language, traceId }, operator) => {
      const written = await writtenMeanwhile(tools, { operator, ...of })
      const { base, revision, entry: text } = form
      const isForm = text === undefined
      const entry = isForm ? filledIn(of.kind, written.entry, textsOf(form)) : jsonIn(text)
      const again = (wrong: 'json' | 'stale'): PageReply => {
        const shown = { of, operator, written, isForm, name: nameOf(written.entry, of.id, language) }
        return page(shown, { wrong, base, revision, text, filled: textsOf(form) })
      }
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return again('json')
      try {
        await tools.desk.saveDraft({ operator, ...of, entry, base, revision, traceId })
      } catch (error) {
        if (isRefused(error, 'version.stale')) return again('stale')
        throw error
      }
      return {
        redirect: `${url.origin}${addressed(draftPath(of), { as: isForm ? undefined : 'json' })}`,
      }
    },
  }),
]

interface Shown {
  readonly of: OfType
  readonly operator: Operator
  readonly written: Written
  readonly isForm: boolean
  readonly name: string
}

interface Said {
  readonly wrong: 'json' | 'stale'
  readonly base: number
  readonly revision: number
  readonly text: string | undefined
  readonly filled: Readonly<Record<string, string>>
}

function page({ of, operator, written, isForm, name }: Shown, said?: Said): PageReply {
  const { entry, draft } = written
  const filled = said?.filled ?? fieldsIn(of.kind, entry)
  const names = isForm ? namesOf(of) : []
  const faults = shownFaults(draft?.faults ?? [], names)
  return {
    view: 'console/type-draft',
    status: said ? 400 : 200,
    model: {
      ...of,
      name,
      isForm,
      mayBeForm: of.kind in fieldsOf,
      fields: fieldsOf[of.kind],
      filled,
      text: said?.text ?? asJson(entry),
      wrong: said?.wrong,
      base: said?.base ?? written.base,
      revision: said?.revision ?? written.revision,
      isOutrun: draft !== undefined && draft.standing !== written.base,
      isDraft: draft !== undefined,
      faults,
      hints: shownHints(draft?.hints ?? [], names),
      change: draft?.change && shownChange(draft.change),
      mayWrite: mayDo(operator, 'registry.draft'),
      mayPublish: mayDo(operator, 'registry.publish') && draft !== undefined && faults.length === 0,
      here: draftPath(of),
      pages: pagesPath(of),
      back: written.base === 0 ? addressed('/console/types', { kind: of.kind }) : typePath(of),
    },
  }
}

const namesOf = ({ kind }: OfType): readonly string[] =>
  (fieldsOf[kind] ?? []).flatMap(({ path: at, is }) =>
    is === 'texts' ? ['nb', 'nn', 'en'].map(language => `${at}.${language}`) : [at],
  )

const textsOf = ({ base: _base, revision: _revision, entry: _entry, ...rest }: Form) =>
  Object.fromEntries(
    Object.entries(rest).filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
