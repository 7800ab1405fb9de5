export const interactionPath = '/interaction/:face/:uid'

export const isInteraction = (path: string): boolean => path.startsWith('/interaction/')
