import { isRefused } from '../../../../domain/problem.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleAct } from '../../page/console-act.ts'
import { addressed } from '../../page/queries.ts'
import { draftPath, OfType, typePath, typesPath } from '../../types/kinds.ts'

/** What is done with an entry or its draft for good. */
export const actOnType = (tools: ConsoleWork): readonly PageRoute[] => {
  const common = { params: OfType, section: 'types', what: ({ id }: OfType) => id } as const
  const listed = ({ kind }: OfType) => addressed(typesPath, { kind })
  return [
    ...consoleAct(tools, {
      ...common,
      path: '/console/types/:kind/:id/draft/publish',
      duty: 'registry.publish',
      words: 'publish-type',
      back: draftPath,
      run: ({ version: revision, ...doing }, of) =>
        orProposed(typePath(of), tools.desk.publishDraft({ ...doing, ...of, revision })),
    }),
    ...consoleAct(tools, {
      ...common,
      path: '/console/types/:kind/:id/draft/discard',
      duty: 'registry.draft',
      words: 'discard-type',
      back: draftPath,
      run: async ({ version: revision, operator, traceId }, of) => {
        await tools.desk.discardDraft({ operator, traceId, ...of, revision })
        return done('discarded', listed(of))
      },
    }),
    ...consoleAct(tools, {
      ...common,
      path: '/console/types/:kind/:id/remove',
      duty: 'registry.remove',
      words: 'remove-type',
      back: typePath,
      run: ({ version: standing, ...doing }, of) =>
        orProposed(listed(of), tools.desk.removeEntry({ ...doing, ...of, standing }), 'removed'),
    }),
  ]
}

/** Where somebody else must want it, too, the page says that it waits for her. */
async function orProposed(
  back: string,
  acting: Promise<unknown>,
  what: 'published' | 'removed' = 'published',
): Promise<PageReply> {
  try {
    await acting
    return done(what, back)
  } catch (error) {
    if (isRefused(error, 'operation.proposed')) return done('proposed', back)
    throw error
  }
}

const done = (what: 'published' | 'discarded' | 'removed' | 'proposed', back: string): PageReply => ({
  view: 'console/type-done',
  status: what === 'proposed' ? 202 : 200,
  model: { what, back },
})
