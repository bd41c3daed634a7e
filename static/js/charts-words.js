// What the scripts of charts say, in the language of the page: it brings the sentences along.
export const words = JSON.parse(document.getElementById("chart-words").textContent);
