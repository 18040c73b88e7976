import { IncomingMessage } from 'node:http';
import { formType } from './request-body.ts';

/**
 * Makes a request for the authorization server: the same connection and headers, another path and a body that was
 * read already.
 */
export function handOn(request: IncomingMessage, path: string, form: URLSearchParams): IncomingMessage {
  const onward = new IncomingMessage(request.socket);
  onward.method = request.method;
  onward.url = path;
  onward.httpVersion = request.httpVersion;
  onward.httpVersionMajor = request.httpVersionMajor;
  onward.httpVersionMinor = request.httpVersionMinor;
  // What authenticates the client was judged already.
  const { 'transfer-encoding': _, authorization: __, dpop: ___, ...headers } = request.headers;
  // The library builds the addresses it announces from Host, which may say anything.
  const host = `127.0.0.1:${request.socket.localPort}`;
  onward.headers = { ...headers, host, accept: 'application/json' };
  if (request.method === 'POST') {
    const body = form.toString();
    onward.headers['content-type'] = formType;
    onward.headers['content-length'] = String(Buffer.byteLength(body));
    onward.push(body);
  }
  onward.push(null);
  onward.complete = true;
  return onward;
}
