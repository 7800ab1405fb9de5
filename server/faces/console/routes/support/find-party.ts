import { z } from 'zod'
import type { KnownParty } from '../../../../domain/party.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleForm } from '../../page/console-form.ts'
import { consolePage } from '../../page/console-page.ts'
import { faultOf } from '../../page/faults.ts'
import { partyPath, supportPath } from '../../support/paths.ts'

const Form = z.strictObject({
  csrf: z.string().optional(),
  act: z.literal('find'),
  number: z.string().max(40),
  reason: z.string().max(2000),
})

/** Looks somebody up by a number, which is posted and stands in no address, for a reason. */
export const findParty = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path: supportPath,
    duty: 'person.find',
    section: 'support',
    handle: async () => page({}),
  }),
  consoleForm(tools, {
    path: supportPath,
    form: Form,
    duty: 'person.find',
    section: 'support',
    back: () => supportPath,
    handle: async ({ form, url, traceId }, operator) => {
      const number = form.number.replaceAll(/\s/g, '')
      try {
        const found = await lookUp(tools, { operator, number, reason: form.reason, traceId })
        return found ? { redirect: `${url.origin}${partyPath(found.id)}` } : page({ ...form, nobody: true })
      } catch (error) {
        return { ...page({ ...form, fault: faultOf(error) }), status: 400 }
      }
    },
  }),
]

type LookUp = Parameters<ConsoleWork['desk']['findPerson']>[0]

const lookUp = ({ desk }: ConsoleWork, command: LookUp): Promise<KnownParty | undefined> =>
  command.number.length === 9 ? desk.findOrganization(command) : desk.findPerson(command)

const page = (model: Readonly<Record<string, unknown>>): PageReply => ({ view: 'console/find-party', model })
