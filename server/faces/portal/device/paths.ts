/** Where a person types the code that her device shows. The house issuer tells devices this address. */
export const codePath = '/device'

/** Where she reads who asks, before anybody knows who she is. */
export const askedPath = `${codePath}/asked`

/** Where the question is put to her, once she is logged in. */
export const questionPath = `${codePath}/question`

/** Whether it is the page that the question of a device is put at. */
export const isDeviceQuestion = (path: string): boolean => path.split('?')[0] === questionPath
