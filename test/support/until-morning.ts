const day = 24 * 3600 * 1000
const morning = 8 * 3600 * 1000

/**
 * Milliseconds until it is eight in the morning, UTC. A question that is open at midnight in Oslo is asked anew, by its new
 * date: what a test says of hours that pass holds by day.
 */
export const untilMorning = (now: Date): number => (((morning - now.getTime()) % day) + day) % day
