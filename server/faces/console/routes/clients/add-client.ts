import { z } from 'zod'
import { Problem } from '../../../../domain/problem.ts'
import type { PageReply, PageRoute } from '../../../../http/pages/pages.ts'
import { listedFaults } from '../../clients/listed-faults.ts'
import { entryOf, NewClient } from '../../clients/new-client.ts'
import { clientPath, clientsPath } from '../../clients/paths.ts'
import type { ConsoleWork } from '../../console-work.ts'
import { consoleForm } from '../../page/console-form.ts'
import { consolePage } from '../../page/console-page.ts'
import type { Language } from '../../../../domain/text/text.ts'

const path = '/console/new-client'

/** A client is added by choosing what kind it is, and then by a form with what that kind needs. */
export const addClient = (tools: ConsoleWork): readonly PageRoute[] => [
  consolePage(tools, {
    path,
    query: z.object({ preset: z.string().max(200).optional() }),
    duty: 'client.write',
    section: 'clients',
    handle: async ({ query: { preset }, language }) =>
      preset === undefined
        ? {
            view: 'console/client-kinds',
            model: {
              kinds: tools.clientPresets.map(({ id, face, title }) => ({
                face,
                title: title[language],
                href: `${path}?${new URLSearchParams({ preset: id })}`,
              })),
            },
          }
        : page(tools, preset, language),
  }),
  consoleForm(tools, {
    path,
    form: NewClient,
    duty: 'client.write',
    section: 'clients',
    back: ({ form }) => `${path}?${new URLSearchParams({ preset: form.preset })}`,
    handle: async ({ form, language, traceId }, operator) => {
      const entry = entryOf(form, presetOf(tools, form.preset))
      const again = (faults: readonly string[]) => ({
        ...page(tools, form.preset, language, { ...form, faults }),
        status: 400,
      })
      if (!entry) return again(['keys: must be JSON'])
      try {
        const { client, secret } = await tools.desk.createClient({ operator, entry, traceId })
        return {
          view: 'console/client-secret',
          model: { id: client.id, secret, here: clientPath(client.id) },
        }
      } catch (error) {
        return again(listedFaults(error))
      }
    },
  }),
]

function presetOf({ clientPresets }: Pick<ConsoleWork, 'clientPresets'>, id: string) {
  const preset = clientPresets.find(one => one.id === id)
  if (!preset) throw new Problem('request.not-found', 'There is no such kind of client')
  return preset
}

function page(
  tools: ConsoleWork,
  id: string,
  language: Language,
  said: Readonly<Record<string, unknown>> = {},
): PageReply {
  const { title, asks, face } = presetOf(tools, id)
  return {
    view: 'console/client-new',
    model: { ...said, preset: id, title: title[language], asks, face, back: clientsPath },
  }
}
