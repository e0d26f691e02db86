/** Reads the links that lead to a bot: into a chat with it, or with it into a group. */

const HOSTS = ["t.me", "www.t.me", "telegram.me"];

/** `{name, start, startgroup}` of a link to a bot; null for any other link. Codes that are not there are null. */
export function botLink(address) {
  const url = parsed(address);
  if (!url) return null;
  const code = (name) => url.searchParams.get(name);
  const isResolve = url.protocol === "tg:" && /^(\/\/)?resolve/.test(url.href.slice("tg:".length));
  const name = isResolve ? code("domain") : HOSTS.includes(url.hostname) ? url.pathname.slice(1) : "";
  return /^\w+$/.test(name ?? "") ? { name: name.toLowerCase(), start: code("start"), startgroup: code("startgroup") } : null;
}

function parsed(address) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
