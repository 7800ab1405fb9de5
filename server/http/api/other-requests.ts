import type Router from '@koa/router'
import type { Context } from 'koa'
import { Problem } from '../../domain/problem.ts'
import type { Api } from './api.ts'

declare module 'koa' {
  interface DefaultState {
    /** Set when nobody had an answer. */
    isUnanswered?: boolean
    /** The methods of the path, of all APIs that know it. */
    allowed?: readonly string[]
  }
}

/** The methods that a path of the API knows, none for a path that it does not have. */
export function allowedMethods(api: Api, router: Router, path: string): readonly string[] {
  const matched = router.match(path, 'GET').path.map(({ name }) => name)
  const routes = api.routes.filter(({ operationId }) => matched.includes(operationId))
  return routes.flatMap(({ method, usesUp }) =>
    method === 'get' && !usesUp && !api.withoutHead ? ['GET', 'HEAD'] : [method.toUpperCase()],
  )
}

/**
 * Whether what nobody answered is the API's to refuse: below its prefix, or below where its paths begin when it has none. Whoever
 * wants to read HTML gets a page instead.
 */
export function isOwnPath({ prefix, closed, routes }: Api, ctx: Context): boolean {
  const places = prefix ? [prefix] : routes.map(({ path }) => `/${path.split('/')[1]}`)
  const isBelowOne = places.some(place => ctx.path === place || ctx.path.startsWith(`${place}/`))
  return isBelowOne && (closed === true || !ctx.get('Accept').includes('text/html'))
}

export async function nothingThere(): Promise<never> {
  throw new Problem('request.not-found', 'There is nothing here')
}

export async function otherMethod(): Promise<never> {
  throw new Problem('request.method-not-allowed', 'The path does not know this method')
}
