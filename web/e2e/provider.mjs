// An identity provider of its own for the journeys: oidc-provider, a certified implementation, on loopback.
// `node provider.mjs PORTAL` prints its issuer. POST /control {"fault": …} spoils the ID tokens that it issues
// next ("" : none), as a provider that is wrong or attacked would; {"claims": …} adds to them; {"rotate": true}
// changes its keys.
import { createServer } from "node:http";
import { generateKeyPairSync, sign } from "node:crypto";
import Provider from "oidc-provider";

const portal = process.argv[2];
let fault = "";
let claims = {};
let key;
let provider;
const server = createServer((request, response) => void answer(request, response));
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
rotate();
console.log(issuer);

function rotate() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  key = { id: `key-${Date.now()}`, private: privateKey };
  provider = new Provider(issuer, {
    clients: [{
      client_id: "enact",
      client_secret: "a secret of the journeys",
      redirect_uris: [`${portal}/sign-in/external`],
      post_logout_redirect_uris: [`${portal}/sign-in`],
    }],
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: key.id, use: "sig", alg: "RS256" }] },
    cookies: { keys: ["a key for its cookies"] },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  });
  provider.on("server_error", (_, error) => console.error(error));
}

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The token as the provider would have signed it with other claims. */
function spoiled(token) {
  const [header, payload, signature] = token.split(".");
  const said = { ...JSON.parse(Buffer.from(payload, "base64url").toString()), ...claims };
  const faults = {
    nonce: { nonce: "of another attempt" },
    audience: { aud: "another-client" },
    expired: { exp: said.iat - 3600, iat: said.iat - 7200 },
  };
  if (fault === "tampered") return `${header}.${encoded({ ...said, sub: "somebody else" })}.${signature}`;
  const body = `${header}.${encoded({ ...said, ...faults[fault] })}`;
  return `${body}.${sign("sha256", Buffer.from(body), key.private).toString("base64url")}`;
}

async function answer(request, response) {
  if (request.url === "/control") {
    let body = "";
    for await (const part of request) body += part;
    const wanted = JSON.parse(body);
    fault = wanted.fault ?? "";
    claims = wanted.claims ?? {};
    if (wanted.rotate) rotate();
    response.end();
    return;
  }
  if (request.url === "/token") {
    if (fault === "down") {
      response.writeHead(503).end();
      return;
    }
    const end = response.end.bind(response);
    response.end = (body) => {
      if (response.statusCode !== 200) return end(body);
      const tokens = JSON.parse(body.toString());
      const changed = JSON.stringify({ ...tokens, id_token: spoiled(tokens.id_token) });
      response.setHeader("Content-Length", Buffer.byteLength(changed));
      return end(changed);
    };
  }
  provider.callback()(request, response);
}
