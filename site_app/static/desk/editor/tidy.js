// What word processors put on the clipboard, made into plain HTML: Word's lists are paragraphs with a style,
// Google Docs says bold by weight, both bring pictures of nowhere and links to their own places.

const GONE = "style, script, meta, link, title, img, svg, object, iframe, input, button, colgroup";
const LINKS = /^(https?:|mailto:|tel:)/i;

const STYLES_AND_SCRIPTS = /<(style|script)\b[\s\S]*?<\/\1\s*>/gi;
const TAG = /<[a-z][^\s>]*(?:"[^"]*"|'[^']*'|[^'">])*>/gi;

// The clipboard's HTML as a page of its own. The content policy speaks up at a style or a handler even there, so
// styles are read under another name, and handlers are nobody's.
export function parsed(html) {
  const calm = html.replace(STYLES_AND_SCRIPTS, "").replace(TAG, (tag) =>
    tag.replace(/(\s)style(\s*=)/gi, "$1data-style$2").replace(/(\s)on[a-z]+(\s*=)/gi, "$1data-gone$2"),
  );
  return new DOMParser().parseFromString(calm, "text/html");
}

export function tidied(html) {
  const page = parsed(html);
  const body = page.body;
  for (const node of body.querySelectorAll(GONE)) node.remove();
  for (const node of Array.from(body.querySelectorAll("*"))) if (node.tagName.includes(":")) node.replaceWith(...node.childNodes);
  makeHeadings(page);
  makeLists(page);
  makeWeights(page);
  mendLists(page);
  mendLinks(page);
  moveHeadings(page);
  cleanWords(page);
  return body;
}

// Whether there is anything in it that plain text would lose.
export function hasShape(body) {
  return body.querySelectorAll("p, h1, h2, h3, h4, h5, h6").length > 1 ||
    body.querySelector("h1, h2, h3, h4, h5, h6, li, table, strong, b, em, i, a[href], blockquote") !== null;
}

function renamed(page, node, name) {
  const other = page.createElement(name);
  other.append(...node.childNodes);
  node.replaceWith(other);
  return other;
}

function makeHeadings(page) {
  for (const node of page.querySelectorAll("p.MsoTitle")) renamed(page, node, "h1");
  for (const node of page.querySelectorAll("p[class^='MsoHeading'], p[class*='Heading']")) {
    const level = /(\d)/.exec(node.className);
    renamed(page, node, `h${level ? Math.min(6, Number(level[1])) : 2}`);
  }
}

// Word: <p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">·</span>words</p>
function makeLists(page) {
  const isPoint = (node) => node && node.nodeType === 1 && /mso-list:\s*l\d+/i.test(node.getAttribute("data-style") || "");
  for (const first of Array.from(page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")).filter(isPoint)) {
    if (!first.isConnected || first.closest("li")) continue;
    const points = [first];
    for (let next = first.nextElementSibling; isPoint(next); next = next.nextElementSibling) points.push(next);
    if (points.length) listOf(page, points);
  }
}

function listOf(page, points) {
  const open = [];
  for (const point of points) {
    const level = Number(/level(\d+)/i.exec(point.getAttribute("data-style"))?.[1] || 1);
    const sign = Array.from(point.querySelectorAll("span")).find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("data-style") || ""));
    const kind = sign && /^\s*(\d+|[a-z]{1,3})[.)]/i.test(sign.textContent) ? "ol" : "ul";
    if (sign) sign.remove();
    while (open.length > level) open.pop();
    while (open.length < level) {
      const list = page.createElement(kind);
      const above = open[open.length - 1];
      if (above) (above.lastElementChild || above.appendChild(page.createElement("li"))).append(list);
      else point.before(list);
      open.push(list);
    }
    const line = page.createElement("li");
    line.append(...point.childNodes);
    open[open.length - 1].append(line);
    point.remove();
  }
}

function makeWeights(page) {
  for (const node of page.querySelectorAll("b, strong")) {
    if (/(?:^|[;\s])font-weight:\s*(normal|400)/i.test(node.getAttribute("data-style") || "")) node.replaceWith(...node.childNodes);
  }
  for (const node of page.querySelectorAll("span, font")) {
    const style = node.getAttribute("data-style") || "";
    const isBold = /(?:^|[;\s])font-weight:\s*(bold|[6-9]00)/i.test(style);
    const isItalic = /font-style:\s*italic/i.test(style);
    let inner = node;
    if (isItalic) inner = renamed(page, inner, "em");
    else if (isBold) inner = renamed(page, inner, "strong");
    if (isItalic && isBold) { const strong = page.createElement("strong"); inner.before(strong); strong.append(inner); }
    if (!isItalic && !isBold) node.replaceWith(...node.childNodes);
  }
  // A heading is strong already, and white space has no weight.
  for (const node of page.querySelectorAll("h1 :is(b, strong), h2 :is(b, strong), h3 :is(b, strong), h4 :is(b, strong), h5 :is(b, strong), h6 :is(b, strong)")) {
    node.replaceWith(...node.childNodes);
  }
  for (const node of page.querySelectorAll("b, strong, em, i")) {
    if (node.textContent.trim() === "") node.replaceWith(...node.childNodes);
  }
}

function mendLists(page) {
  // A list that stands beside the point it belongs to.
  for (const list of page.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const before = list.previousElementSibling;
    if (before && before.tagName === "LI") before.append(list);
  }
  for (const lone of page.querySelectorAll("li > p:only-of-type, td > p:only-of-type, th > p:only-of-type")) lone.replaceWith(...lone.childNodes);
}

function mendLinks(page) {
  for (const link of page.querySelectorAll("a")) {
    let address = link.getAttribute("href") || "";
    const led = /^https:\/\/www\.google\.com\/url\?(?:.*&)?q=([^&]+)/.exec(address);
    if (led) address = decodeURIComponent(led[1]);
    if (!LINKS.test(address) || link.textContent.trim() === "") link.replaceWith(...link.childNodes);
    else link.setAttribute("href", address);
  }
}

// The title stands in a field of its own: headings in a text begin at the second level.
function moveHeadings(page) {
  const headings = Array.from(page.querySelectorAll("h1, h2, h3, h4, h5, h6"));
  const highest = Math.min(...headings.map((node) => Number(node.tagName[1])));
  for (const node of headings) {
    if (node.textContent.trim() === "") node.remove();
    else renamed(page, node, `h${Math.min(6, Number(node.tagName[1]) - highest + 2)}`);
  }
}

function cleanWords(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    node.data = node.data.replace(/[\u00a0\u202f]/g, " ").replace(/[\u00ad\u200b\u2060\ufeff]/g, "");
  }
}
