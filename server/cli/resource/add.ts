import { resourceFindings } from '../../registry/findings/entry-findings.ts'
import { parseEntry } from '../../registry/parse-entry.ts'
import { RegistryError } from '../../registry/registry-error.ts'
import { type ResourceEntry, resourceEntry } from '../../registry/registry-schema.ts'
import { toResource } from '../../registry/to-domain.ts'
import { putActs } from '../put-acts.ts'
import { onStorage } from '../storage-verb.ts'
import { type Options, repeated, type Tools, verb } from '../verb.ts'

interface Add extends Options {
  readonly name: string
  readonly scope: string[]
  readonly format: string
  readonly lasts: string
  readonly revealsIdentity?: boolean
}

export const addResource = (tools: Tools) =>
  onStorage<Add>(tools, command(), async ({ registry, clientRules }, { argument, options }) => {
    const entry = fromOptions(argument, options)
    const findings = resourceFindings([entry], clientRules)
    if (findings.length > 0) throw new RegistryError(findings.map(({ text }) => text))
    const before = await registry.findResource(entry.audience)
    const { audience, version } = await registry.putResource(toResource(entry))
    return {
      json: { audience, version },
      text: `${audience} is registered, version ${version}`,
      acts: putActs({ noun: 'resource', id: audience, before, version }),
    }
  })

const command = () =>
  verb('add <audience>', 'register an API, or a new version of it, with one text for all languages')
    .requiredOption('--name <text>', 'its name; write texts per language in a file and apply it')
    .requiredOption('--scope <value=text>', 'a scope and what the giver reads; repeatable', repeated)
    .option('--format <format>', 'access tokens: opaque or jwt', 'opaque')
    .option('--lasts <duration>', 'how long an access token lasts', '10m')
    .option('--reveals-identity', 'introspection tells it the national identity number')

/** By way of the declarative format, so that the same rules hold for both. */
function fromOptions(audience: string, options: Add): ResourceEntry {
  const entry = {
    audience,
    name: everywhere(options.name),
    scopes: options.scope.map(toScope),
    token: { format: options.format, lasts: options.lasts },
    reveals_identity: options.revealsIdentity === true,
  }
  return parseEntry(resourceEntry, entry)
}

const everywhere = (text: string) => ({ nb: text, nn: text, en: text })

function toScope(given: string) {
  const cut = given.indexOf('=')
  return cut === -1
    ? { value: given, text: everywhere(given) }
    : { value: given.slice(0, cut), text: everywhere(given.slice(cut + 1)) }
}
