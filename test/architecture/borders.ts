import { type Source, unknownImport } from './source.ts'

/** What a folder may import. */
interface Border {
  /** The group `own` is the part that OWN stands for among what is allowed. */
  readonly folder: RegExp
  /** What ends in `/` or `:` is a beginning, everything else a whole name. */
  readonly allowed: readonly string[]
}

const domain = 'server/domain/'
const ports = 'server/ports/'
const core = [domain, ports]
/** What those of the rim who speak HTTP themselves share with the faces. */
const http = [
  'server/http/body.ts',
  'server/http/credentials.ts',
  'server/http/limits/',
  'server/http/problem-status.ts',
  'server/http/steady-refusals.ts',
]
/** What adapters may share without knowing each other. */
const shared = ['adapters/openid/', 'adapters/outbound/', 'adapters/x509/', 'adapters/clock/monotonic.ts']

/** The libraries of each adapter, beside Node's own. */
const libraries: Readonly<Record<string, readonly string[]>> = {
  'debt-source': ['zod'],
  'elhub-services': ['zod'],
  eta: ['eta'],
  fnrvalidator: ['@navikt/fnrvalidator'],
  idporten: ['jose', 'openid-client'],
  jose: ['jose'],
  knex: ['@electric-sql/pglite', '@electric-sql/pglite/node-postgres', 'knex', 'pg'],
  log: ['pino'],
  markdown: ['markdown-it'],
  metrics: ['prom-client'],
  oidc: ['jose', 'koa', 'oidc-provider', 'oidc-provider/', ...http],
  openid: ['openid-client'],
  'operator-login': ['openid-client'],
  outbound: ['zod'],
  pdf: ['@cantoo/pdf-lib', 'asn1js', 'pdfkit', 'pkijs'],
  'person-register': ['zod'],
  'rights-register': ['zod'],
  'rate-limit': ['rate-limiter-flexible'],
  smtp: ['nodemailer'],
  'test-idp': ['@navikt/fnrvalidator', 'jose', 'koa', 'koa-mount', 'oidc-provider', ...http],
  vault: ['zod'],
  x509: ['asn1js', 'pkijs'],
}

/** The first folder that matches decides. */
const borders: readonly Border[] = [
  { folder: /^server\/domain\//, allowed: [domain] },
  { folder: /^server\/ports\//, allowed: core },
  { folder: /^server\/usecases\/(desk\/)?index\.ts$/, allowed: [...core, 'server/usecases/'] },
  { folder: /^server\/usecases\//, allowed: [...core, 'server/usecases/steps/'] },
  {
    folder: /^server\/http\//,
    allowed: [
      'server/http/',
      ports,
      'server/domain/limit.ts',
      'server/domain/problem.ts',
      'server/domain/text/text.ts',
      'server/domain/registry/client-secret.ts',
      'server/domain/registry/client.ts',
      'zod',
      'koa',
      '@koa/router',
      'node:',
    ],
  },
  { folder: /^server\/wording\//, allowed: ['server/wording/', ...core] },
  {
    folder: /^server\/faces\/([^/]+\.ts$|tools\/)/,
    allowed: ['server/faces/', ...core, 'server/usecases/', 'server/http/', 'zod'],
  },
  {
    folder: /^server\/faces\/(?<own>[^/]+)\//,
    allowed: [
      'server/faces/OWN/',
      'server/faces/face-module.ts',
      'server/faces/tools/',
      ...core,
      'server/usecases/',
      'server/http/',
      'server/wording/',
      'zod',
    ],
  },
  ...Object.entries(libraries).map(([name, own]) => ({
    folder: new RegExp(`^adapters/${name}/`),
    allowed: [`adapters/${name}/`, ...core, ...shared, 'node:', ...own],
  })),
  { folder: /^adapters\/(?<own>[^/]+)\//, allowed: ['adapters/OWN/', ...core, ...shared, 'node:'] },
  {
    folder: /^server\/config\//,
    allowed: [
      'server/config/',
      'server/domain/registry/period.ts',
      'server/domain/registry/retention.ts',
      'adapters/ids/random-secret.ts',
      'zod',
      'node:',
    ],
  },
  {
    folder: /^server\/registry\//,
    allowed: ['server/registry/', 'server/wording/lint/', ...core, 'zod', 'yaml', 'node:'],
  },
  {
    folder: /^server\/demo\//,
    allowed: [
      'server/demo/',
      ...core,
      'server/http/',
      'server/config/',
      'server/faces/face-module.ts',
      'server/faces/tools/',
      'adapters/',
      'zod',
      'koa',
      'jose',
      'openid-client',
      'node:',
    ],
  },
  {
    folder: /^server\/cli\//,
    allowed: [
      'server/cli/',
      ...core,
      'server/config/',
      'server/registry/',
      'server/usecases/',
      'server/wording/lint/',
      'server/compose/',
      'server/demo/walk/',
      'server/faces/index.ts',
      'server/main.ts',
      'adapters/',
      'commander',
      'yaml',
      'zod',
      'node:',
    ],
  },
  { folder: /^server\/compose\//, allowed: ['server/', 'adapters/', 'koa', 'node:'] },
  {
    folder: /^server\/(main|welcome)\.ts$/,
    allowed: [
      'server/compose/start.ts',
      'server/compose/config.ts',
      'server/welcome.ts',
      'server/config/',
      'server/demo/rsa-pairs.ts',
      'node:',
    ],
  },
  {
    folder: /^server\/prepare\.ts$/,
    allowed: [
      'server/compose/start.ts',
      'server/config/',
      'server/demo/',
      'adapters/knex/database/',
      'adapters/pdf/authority/',
    ],
  },
  { folder: /^migrations\//, allowed: ['knex'] },
  { folder: /^packages\/(?<own>[^/]+)\//, allowed: ['packages/OWN/', 'jose', 'node:'] },
]

/** Imports that cross a border, as sentences. */
export const crossings = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap(source => {
    const isAllowed = ruleFor(source.path)
    return source.imports
      .filter(name => !isAllowed(name) && !isMigration(source.path, name))
      .map(name => `${source.path} imports ${name}`)
  })

/** The one import that nobody can know beforehand: migrations come as files of a folder. */
const isMigration = (path: string, name: string): boolean =>
  path === 'adapters/knex/database/migrate.ts' && name === unknownImport

function ruleFor(path: string): (name: string) => boolean {
  const border = borders.find(({ folder }) => folder.test(path))
  if (!border) return () => false
  const own = border.folder.exec(path)?.groups?.own ?? ''
  const allowed = border.allowed.map(one => one.replace('OWN', own))
  return name => allowed.some(one => (/[/:]$/.test(one) ? name.startsWith(one) : name === one))
}
