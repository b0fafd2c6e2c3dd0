// Package vector takes the vector content of PDF pages and writes it down anew
// from what is allowed, so that a page of a redacted copy can stay text and
// lines instead of becoming a picture.
//
// It reads what pdfium.Document.Copy wrote, nothing else, and strictly: what
// is not understood makes the page be refused, with the reason, and its caller
// makes a picture of it. It promises that a page holds the operators that draw,
// and of the document's objects those that they use: fonts, images, forms,
// colours, patterns and shadings, each with the entries that drawing needs.
// Metadata, layers, marked content with its property lists, structure,
// annotations, thumbnails, comments, names, private data of programs and
// whatever else hangs on an object drops out, because nothing copies it.
// Numbers, names and strings are written from their values, never as the bytes
// that were found. The same input gives the same output.
//
// # What is not seen
//
// A drawing that people cannot see must not come along either. Shapes and
// images outside of the page or of the clip in force are left out. A page is
// refused when it has invisible text, text outside of the clip, an image of
// which a part is cut away, or text, images or drawings that something opaque
// is drawn over. What is measured there are rectangles, so the caller also
// compares pixels.
//
// # Fonts
//
// An embedded font program tells of the letters it holds. Widths, encodings
// and the map to Unicode are cut down to the characters that the kept pages of
// a file use, and so are the outlines of TrueType programs; their tables of
// names are dropped. Programs in the formats Type 1 and CFF are refused unless
// they can be cut in the same way. What remains is that fonts in TrueType
// format keep their list of characters to glyphs for those glyphs that are
// kept, and that hinting programs are copied as they are.
//
// # What it cannot see
//
// Data hidden in samples of images, in numbers or in the order of operators
// passes. Images keep the resolution that they have.
package vector
