import { z } from 'zod'
import { rightKinds } from '../../../../domain/rights/party-right.ts'
import { type RightMember, rightMembers } from '../../../../domain/rights/stated-right.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleForm } from '../../page/console-form.ts'
import { consolePage } from '../../page/console-page.ts'
import { newRightPath } from '../../rights/paths.ts'
import { rightsFault } from '../../rights/rights-fault.ts'
import { shownRight } from '../../rights/shown-right.ts'
import { largestUpload, sha256Of, Uploaded } from '../../rights/uploaded.ts'

const Written = z.string().max(1000).default('')

const Form = z.strictObject({
  csrf: z.string().optional(),
  act: z.literal('give'),
  ...(Object.fromEntries(rightMembers.map(member => [member, Written])) as Record<
    RightMember,
    typeof Written
  >),
  reason: z.string().max(2000).default(''),
  document: Uploaded,
})

type Form = z.infer<typeof Form>

/** Registers that one may act for another. The document that proves it stays with the operator: its name and hash are kept. */
export const giveRight = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path: newRightPath,
    duty: 'right.give',
    section: 'rights',
    handle: async () => page({ resource: 'consents', action: '*', kind: 'power_of_attorney' }),
  }),
  consoleForm(tools, {
    path: newRightPath,
    form: Form,
    duty: 'right.give',
    section: 'rights',
    back: () => newRightPath,
    largestWithFiles: largestUpload,
    handle: async ({ form, language, traceId }, operator) => {
      const { reason } = form
      const right = await writtenIn(form)
      try {
        const given = await tools.desk.giveRight({ operator, right, reason, traceId })
        const seen = { parties: new Map(), language, now: tools.clock.now() }
        return {
          view: 'console/right-given',
          model: {
            right: shownRight(given, seen),
            actor: right.actor,
            other: right.on_behalf_of,
          },
        }
      } catch (error) {
        return { ...page({ ...right, reason, fault: rightsFault(error) }), status: 400 }
      }
    },
  }),
]

/** The right as it was filled in, with what its document says of itself. Numbers may be written in groups. */
async function writtenIn({ document, ...form }: Form): Promise<Record<RightMember, string>> {
  const written = Object.fromEntries(rightMembers.map(member => [member, form[member]])) as Record<
    RightMember,
    string
  >
  return {
    ...written,
    actor: ungrouped(written.actor),
    on_behalf_of: ungrouped(written.on_behalf_of),
    ...(document && {
      document_name: written.document_name || document.name,
      document_sha256: await sha256Of(document),
    }),
  }
}

const ungrouped = (number: string): string => number.replaceAll(/\s/g, '')

const page = (model: Readonly<Record<string, unknown>>): PageReply => ({
  view: 'console/right-new',
  model: { ...model, kinds: rightKinds },
})
