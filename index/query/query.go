// Package query is the search language: a tree, a parser and a printer. It
// knows nothing of the engine behind it. SYNTAX.md is the page for officers.
package query

// A Node is a part of a query. String prints it so that Parse reads the same
// tree again.
type Node interface{ String() string }
