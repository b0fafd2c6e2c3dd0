package index

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	zap "github.com/blevesearch/zapx/v17"

	"sarsen/index/fold"
	"sarsen/index/query"
)

// Names of the analysers in the mapping; they are part of the format.
const (
	proseAnalyser = "sarsen-prose" // running text
	labelAnalyser = "sarsen-label" // file names, paths: camel case is split
	exactAnalyser = "sarsen-exact" // one folded keyword
)

// The fields of the index.
const (
	textField    = "text"    // canonical text
	metaField    = "meta"    // all of the labels below but the path, for words without a field
	fromField    = "from"    // sender
	toField      = "to"      // recipients
	subjectField = "subject" // of a message
	titleField   = "title"
	nameField    = "name"    // own file name
	pathField    = "path"    // path and part, in words
	pathKeyField = "pathkey" // path and part, whole
	sourceField  = "source"
	typeField    = "type"  // media type, file ending, plain words
	hasField     = "has"   // names of the other fields in which there is a word
	dayField     = "day"   // days since 1970
	pieceField   = "piece" // own ID of a document that is a further piece of an item
)

// labels are the fields in which camel case is split.
func labels() []string { return []string{metaField, nameField, pathField} }

// register makes the analysers known to bleve, which looks them up by name, and
// quietens it. It also has it take memory for a segment as that grows: bleve
// would guess from the last one, and after one piece of a long text take a
// hundred times what that took. Shards take turns in merging, and are told of failures.
// An error means that a name is taken.
var register = sync.OnceValues(func() (*failures, error) {
	quieten()
	turns, failures := newTurns(), newFailures()
	scorch.RegistryEventCallbacks[turnsName] = turns.event
	scorch.RegistryAsyncErrorCallbacks[failuresName] = func(err error, path string) {
		failures.event(err, path)
		turns.failed(err)
	}
	zap.NewSegmentBufferAvgBytesPerDocFactor = 0
	constructors := map[string]analysis.Analyzer{
		proseAnalyser: &analysis.DefaultAnalyzer{Tokenizer: tokeniser{}},
		labelAnalyser: &analysis.DefaultAnalyzer{Tokenizer: tokeniser{camel: true}},
		exactAnalyser: &analysis.DefaultAnalyzer{Tokenizer: keyword{}},
	}
	for name, a := range constructors {
		err := registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return a, nil
		})
		if err != nil {
			return nil, fmt.Errorf("register analysers: %w", err)
		}
	}
	return failures, nil
})

// keyword makes one folded token of a value.
type keyword struct{}

// Tokenize implements analysis.Tokenizer.
func (keyword) Tokenize(source []byte) analysis.TokenStream {
	term := fold.String(string(source))
	if term == "" {
		return nil
	}
	return analysis.TokenStream{{Term: []byte(term), End: len(source), Position: 1}}
}

// newMapping describes the fields to bleve. Nothing is stored: the catalogue
// has the text. Term vectors are kept wherever phrases are searched, because
// bleve answers a phrase without them with nothing and no error.
func newMapping() *mapping.IndexMappingImpl {
	doc := mapping.NewDocumentStaticMapping()
	doc.AddSubDocumentMapping("_all", mapping.NewDocumentDisabledMapping())
	for _, f := range []string{textField, fromField, toField, subjectField, titleField} {
		doc.AddFieldMappingsAt(f, words(proseAnalyser))
	}
	for _, f := range labels() {
		doc.AddFieldMappingsAt(f, words(labelAnalyser))
	}
	for _, f := range []string{pathKeyField, sourceField, typeField, hasField, pieceField} {
		k := words(exactAnalyser)
		k.IncludeTermVectors = false
		doc.AddFieldMappingsAt(f, k)
	}
	day := mapping.NewNumericFieldMapping()
	day.Store, day.IncludeInAll, day.DocValues = false, false, false
	doc.AddFieldMappingsAt(dayField, day)

	m := mapping.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = proseAnalyser
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m
}

func words(analyser string) *mapping.FieldMapping {
	f := mapping.NewTextFieldMapping()
	f.Analyzer = analyser
	f.Store, f.IncludeInAll, f.DocValues = false, false, false
	f.IncludeTermVectors = true
	return f
}

// fields returns the word fields of a document; text is what of its text they
// shall hold.
func fields(d Document, text string) []*wordField {
	path := strings.Trim(d.Path+"/"+d.Part, "/")
	meta := []string{d.Title, d.Author}
	titles := []string{d.Title}
	if d.Subject != d.Title {
		meta, titles = append(meta, d.Subject), append(titles, d.Subject)
	}
	meta = append(append(meta, d.From...), d.To...)
	if d.Name != "" && !strings.HasSuffix(path, d.Name) {
		meta = append(meta, d.Name)
	}
	label := tokeniser{camel: true}
	list := []*wordField{
		{name: textField, values: []string{text}},
		{name: metaField, values: meta, how: label},
		{name: fromField, values: d.From},
		{name: toField, values: d.To},
		{name: subjectField, values: []string{d.Subject}},
		{name: titleField, values: titles},
		{name: nameField, values: []string{d.Name}, how: label},
		{name: pathField, values: []string{path}, how: label},
		{name: pathKeyField, values: []string{path}, exact: true},
		{name: sourceField, values: []string{d.Source}, exact: true},
		{name: typeField, values: types(d), exact: true},
	}
	return append(list, &wordField{name: hasField, values: present(list), exact: true})
}

// present returns the names of the fields of queries that hold a letter or a
// digit.
func present(list []*wordField) []string {
	var names []string
	for _, f := range list {
		if slices.Contains(query.Fields(), f.name) && slices.ContainsFunc(f.values, hasWord) {
			names = append(names, f.name)
		}
	}
	return names
}

func hasWord(value string) bool { return strings.ContainsFunc(value, fold.IsWord) }

// types returns the words by which type: finds a document.
func types(d Document) []string {
	media, _, _ := strings.Cut(strings.ToLower(d.MediaType), ";")
	list := []string{strings.TrimSpace(media)}
	if i := strings.LastIndexByte(d.Name, '.'); i >= 0 {
		list = append(list, d.Name[i+1:])
	}
	for _, t := range typeWords {
		if strings.Contains(media, t.media) {
			list = append(list, t.words...)
		}
	}
	return list
}

// typeWords are what people call media types; media is a part of the type.
var typeWords = []struct {
	media string
	words []string
}{
	{"message/rfc822", []string{"email", "mail", "message"}},
	{"vnd.ms-outlook", []string{"email", "mail", "message"}},
	{"application/pdf", []string{"pdf"}},
	{"msword", []string{"word", "document"}},
	{"wordprocessingml", []string{"word", "document"}},
	{"opendocument.text", []string{"word", "document"}},
	{"ms-excel", []string{"excel", "spreadsheet", "sheet"}},
	{"spreadsheetml", []string{"excel", "spreadsheet", "sheet"}},
	{"opendocument.spreadsheet", []string{"excel", "spreadsheet", "sheet"}},
	{"text/csv", []string{"csv", "spreadsheet", "sheet"}},
	{"ms-powerpoint", []string{"powerpoint", "presentation", "slides"}},
	{"presentationml", []string{"powerpoint", "presentation", "slides"}},
	{"opendocument.presentation", []string{"powerpoint", "presentation", "slides"}},
	{"text/html", []string{"html", "web"}},
	{"text/", []string{"text"}},
	{"image/", []string{"image", "picture", "photo"}},
	{"zip", []string{"archive", "zip"}},
	{"x-tar", []string{"archive"}},
	{"x-7z", []string{"archive"}},
}
