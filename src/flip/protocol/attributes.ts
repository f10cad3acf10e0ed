import type { Agent } from '../../kyc/agent.js'
import {
  AGENT_RULES,
  type AttributeRule,
  type Form,
  type RuleWorld,
} from '../../kyc/agent-rules.js'
import { checkAttributes } from '../../kyc/check-attributes.js'
import type { AttributeRefusal } from '../../kyc/refusals.js'
import { isKnownPlace } from '../../locations/gazetteer.js'
import type { NumberIndex } from '../../store/number-index.js'
import { indexOf } from '../../store/state.js'
import type { Call } from './endpoint.js'
import { type Answer, validationError } from './errors.js'

/** Holds a form against a table, in the world of the call's company. @param own the agent that may keep its numbers */
export function failingAttributes(
  rules: readonly AttributeRule[],
  form: Form,
  { context: { store }, company }: Call,
  own?: Agent,
): AttributeRefusal[] {
  const { agents } = store.state
  const { identityNumbers, phoneNumbers } = indexOf(store.state, company.id)
  const taken =
    (numbers: NumberIndex, attribute: 'identity_number' | 'phone_number') => (number: string) =>
      numbers
        .candidates(number)
        .some((id) => id !== own?.id && agents.get(id)?.data[attribute] === number)
  const world: RuleWorld = {
    now: store.now(company.id),
    identityNumberTaken: taken(identityNumbers, 'identity_number'),
    phoneNumberTaken: taken(phoneNumbers, 'phone_number'),
    knowsLocation: isKnownPlace,
  }
  return checkAttributes(rules, form, world)
}

/** Contract 7.1: every failing attribute at once. */
export function agentAttributes(call: Call & { readonly agent?: Agent }): Answer | undefined {
  const refusals = failingAttributes(AGENT_RULES, call.form, call, call.agent)
  return refusals.length === 0 ? undefined : validationError(refusals)
}
