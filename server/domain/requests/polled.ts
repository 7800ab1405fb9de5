/** Names the annotation that marks a request whose client polls for the answer. */
export const polledKey = 'oauth:polled'

type Annotations = Readonly<Record<string, string>>

/** Names the annotation that marks such a request whose person is somewhere else than the one who asks. */
export const askedAwayKey = 'oauth:asked-away'

/** How a request is marked whose person has a device of the client's before her. */
export const markedPolled: Annotations = { [polledKey]: 'yes' }

/** How one is marked that a client puts to a person who need not know of it. */
export const markedAway: Annotations = { ...markedPolled, [askedAwayKey]: 'yes' }

/** Whether the client of a request polls for the answer: no browser waits that could be led back. */
export const isPolled = ({ annotations }: { readonly annotations: Annotations }): boolean =>
  annotations[polledKey] !== undefined

/** Seconds between two polls (RFC 8628 section 3.2); and those that are added for a client that polls faster (section 3.5). */
export const pollInterval = 5
