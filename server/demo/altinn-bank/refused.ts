/** What a service answered in place of what was asked for. */
export class Refused extends Error {}
