import { Connection } from './connection.js'
import { createRequest, jpegOf, submitRequest, uploadRequest } from './requests.js'
import { control, type Server } from './servers.js'

/** Makes an agent that may send money. @returns its id */
export async function approvedAgent({ port }: Server): Promise<number> {
  const connection = new Connection(port)
  const { body } = await connection.request(createRequest(0))
  const { id } = JSON.parse(body) as { id: number }
  const waitFor = (status: string) =>
    control(port, 'GET', `/wait?agent_id=${id}&kyc_status=${status}`)
  for (const selfie of [false, true]) await connection.request(uploadRequest(id, jpegOf(0), selfie))
  await waitFor('UPLOAD_IDENTITY_SELFIE_SUCCESS')
  await connection.request(submitRequest(id))
  await waitFor('APPROVED')
  connection.close()
  return id
}
