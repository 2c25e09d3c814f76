// Answers every call of the API, by the table of addresses: there is no other place that says what stands where.
import { AppError } from "../contract/errors";
import { type Endpoint, findAddress, type Match } from "./addresses";
import { answerCommand } from "./answer-command";
import { originHeaders, preflightHeaders, problemOfCaller } from "./api-door";
import { errorAnswer, type HttpAnswer, type HttpCall, nothingHere } from "./http-call";
import { requestIdOf } from "./request-stamps";

const methodNotAllowed = 405;

export async function answerApi(
  call: HttpCall,
  match: Match | null = findAddress(call.path),
): Promise<HttpAnswer> {
  const allowed = originHeaders(call);
  const { headers, ...answer } = await answerCall(call, match);
  return { ...answer, headers: { ...allowed, ...headers } };
}

async function answerCall(call: HttpCall, match: Match | null): Promise<HttpAnswer> {
  if (!match) return errorAnswer(nothingHere());
  const Allow = [...match.endpoints.keys(), "OPTIONS"].sort().join(", ");
  if (call.method === "OPTIONS")
    return { status: 204, headers: { Allow, ...preflightHeaders(call, Allow) }, body: "" };
  const endpoint = match.endpoints.get(call.method);
  if (!endpoint) {
    const problem = new AppError("invalid_input", "This address does not know this method.");
    return errorAnswer(problem, undefined, methodNotAllowed, { Allow });
  }
  const problem = problemOfCaller(call, endpoint);
  return problem ? errorAnswer(problem) : answerEndpoint(call, endpoint, match.params);
}

async function answerEndpoint(
  call: HttpCall,
  endpoint: Endpoint,
  params: Match["params"],
): Promise<HttpAnswer> {
  if ("command" in endpoint) return answerCommand(endpoint.command, call, params);
  const { answer } = endpoint.operation;
  try {
    return answer === "framework" ? errorAnswer(nothingHere()) : await answer(call);
  } catch (error) {
    return errorAnswer(error, requestIdOf(call.headers));
  }
}
