//go:build !linux

package smb

// canPass is whether open files are handed to the readers of documents.
const canPass = false
