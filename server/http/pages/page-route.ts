import type { PageRoute } from './pages.ts'

/** A route whose handler is checked against its own schemas. */
export const pageRoute = <Params, Query, Form>(route: PageRoute<Params, Query, Form>): PageRoute =>
  route as unknown as PageRoute
