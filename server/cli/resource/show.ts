import { stringify } from 'yaml'
import { Problem } from '../../domain/problem.ts'
import { onStorage } from '../storage-verb.ts'
import { type Tools, verb } from '../verb.ts'

export const showResource = (tools: Tools) =>
  onStorage(tools, verb('show <audience>', 'show one API'), async ({ registry }, { argument }) => {
    const resource = await registry.findResource(argument)
    if (!resource) throw new Problem('scope.unknown', `There is no resource ${argument}`)
    return { json: resource, text: stringify(resource).trimEnd() }
  })
